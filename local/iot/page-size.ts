/** Items on a page of the iot service's lists when the request does not say: AWS leaves it open. */
export const defaultPageSize = 25;
