"""Prints the CloudFormation that SAM makes of a template, as JSON, for linters that do not look into SAM's own types.

    python3 scripts/translate-template.py template.yaml

Offline: code locations become made-up S3 addresses, as after packaging; state machine definitions are put in place.
"""

import json
import pathlib
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    def load(self):
        return {}


path = pathlib.Path(sys.argv[1])
template = yaml_parse(path.read_text())
definitions = {}
packaged = [template.get("Globals", {}).get("Function", {})]
for name, resource in template["Resources"].items():
    properties = resource.get("Properties", {})
    if isinstance(properties.get("DefinitionUri"), str):
        definitions[name] = json.loads((path.parent / properties["DefinitionUri"]).read_text())
    if resource["Type"].startswith("AWS::Serverless::"):
        packaged.append(properties)
for properties in packaged:
    for key in ("CodeUri", "DefinitionUri"):
        if isinstance(properties.get(key), str):
            properties[key] = "s3://bucket/key"

translated = transform(template, {}, NoManagedPolicies())
for name, definition in definitions.items():
    properties = translated["Resources"][name]["Properties"]
    del properties["DefinitionS3Location"]
    properties["Definition"] = definition
json.dump(translated, sys.stdout, indent=1)
