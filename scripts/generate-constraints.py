"""Trims botocore's service models to what local AWS checks requests against: lengths, ranges, patterns and enums.

    python3 scripts/generate-constraints.py        (needs botocore; writes local/http/constraints/<service>.json)

The SDK's schemas know the shapes and what is required, not these. botocore is Apache-2.0.
"""

import gzip
import json
import os
import pathlib

import botocore

SERVICES = {
    "acm": "acm/2015-12-08",
    "cloudformation": "cloudformation/2010-05-15",
    "eventbridge": "events/2015-10-07",
    "iam": "iam/2010-05-08",
    "iot": "iot/2015-05-28",
    "iot-jobs-data": "iot-jobs-data/2017-09-29",
    "lambda": "lambda/2015-03-31",
    "sfn": "stepfunctions/2016-11-23",
    "signer": "signer/2017-08-25",
    "sns": "sns/2010-03-31",
    "sts": "sts/2011-06-15",
}


def constraint(shape):
    kept = {key: shape[key] for key in ("min", "max", "pattern", "enum") if key in shape}
    kept["type"] = shape["type"]
    if shape["type"] == "structure":
        kept["members"] = {name: member["shape"] for name, member in shape["members"].items()}
    if shape["type"] == "list":
        kept["member"] = shape["member"]["shape"]
    if shape["type"] == "map":
        kept["key"] = shape["key"]["shape"]
        kept["value"] = shape["value"]["shape"]
    return kept


def reachable(shapes, names):
    """The shapes that requests are made of, by name; answers are not checked."""
    found, todo = {}, list(names)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found[name] = shape = constraint(shapes[name])
        todo += shape.get("members", {}).values()
        todo += [shape[key] for key in ("member", "key", "value") if key in shape]
    return dict(sorted(found.items()))


models = pathlib.Path(os.path.dirname(botocore.__file__)) / "data"
target = pathlib.Path(__file__).parent.parent / "local" / "http" / "constraints"
for service, path in SERVICES.items():
    model = json.loads(gzip.decompress((models / path / "service-2.json.gz").read_bytes()))
    operations = {name: operation["input"]["shape"] for name, operation in model["operations"].items() if "input" in operation}
    constraints = {
        "source": f"botocore {botocore.__version__}, {path}",
        "operations": operations,
        "shapes": reachable(model["shapes"], operations.values()),
    }
    (target / f"{service}.json").write_text(json.dumps(constraints, separators=(",", ":")) + "\n")
    print(f"{service}: {len(constraints['shapes'])} shapes")
