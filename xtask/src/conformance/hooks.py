"""Notes why requests were refused: the mock says it in a header where its answer has the shape of the
document. Of each reason it says further what kind of value the tool had put at its place, and whether
that value is what arrived: `lost` names what became of it on the way."""

import json
import os
import re
from urllib.parse import parse_qs, urlsplit

import schemathesis

PLACES = {"query": "query", "header": "headers", "cookie": "cookies", "path": "path_parameters"}
BETWEEN = {"query": ",| ", "header": ",", "cookie": ",", "path": ",.;="}
KINDS = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
MATCH = "must match "
# What an empty text is not.
FORMATS = ("must be a date", "must be a time", "must be a UUID", "must be an email address")


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code not in (400, 422):
        return
    errors = why(response)
    if errors:
        for error in errors:
            look(case, response, error)
        with open(os.environ["SPECWRIGHT_REFUSALS"], "a", encoding="utf-8") as notes:
            notes.write(f"{case.id}\t{json.dumps(errors)}\n")


def why(response):
    header = response.headers.get("x-violations")
    try:
        if header:
            return json.loads(header[0] if isinstance(header, list) else header)
        body = json.loads(response.content)
        return body.get("errors") if isinstance(body, dict) else None
    except ValueError:
        return None


def look(case, response, error):
    steps = error.get("pointer", "").split("/")[1:]
    place, *steps = [step.replace("~1", "/").replace("~0", "~") for step in steps] or [""]
    value, there = at(case, place, steps)
    if not there:
        return
    error["kind"] = KINDS.get(type(value), "number")
    if value == "" and error["detail"].startswith(FORMATS):
        lost = "an empty text is of no such format"
    elif place == "body":
        lost = is_lost_in_form(response.request, steps, value)
    else:
        lost = is_lost_in_parameter(response.request, place, steps, value, error["detail"])
    if lost:
        error["lost"] = lost


def at(case, place, steps):
    """The value that the tool put at a place, and whether there is one."""
    value = case.body if place == "body" else getattr(case, PLACES.get(place, ""), None) or {}
    for step in steps:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif hasattr(value, "get") and step in value:
            value = value[step]
        else:
            return None, False
    return value, True


def is_lost_in_form(request, steps, value):
    media = request.headers.get("Content-Type", "")
    if not str(media).startswith("application/x-www-form-urlencoded") or len(steps) != 1:
        return None
    body = request.body or b""
    fields = parse_qs(body if isinstance(body, str) else body.decode("utf-8", "replace"), True)
    if value is None and fields.get(steps[0]) == ["null"]:
        return "null is sent as a word"
    if isinstance(value, dict) and not any(name.startswith(steps[0] + "[") for name in fields):
        return "the members of an object are sent without its name"
    return None


def is_lost_in_parameter(request, place, steps, value, detail):
    if isinstance(value, str) and detail.startswith(MATCH):
        try:
            unlike = re.search(detail[len(MATCH) :], value) is None
            return "the value does not match its own pattern" if unlike else None
        except re.error:
            return None
    names = parse_qs(urlsplit(request.url).query, True).get(steps[0]) if place == "query" else None
    if isinstance(value, dict) and names == list(value):
        return "names are sent without their values"
    if detail != "must be an object":
        return None
    if isinstance(value, str) and len(value.split(",")) % 2:
        return "a text of names and values between commas has as many of both"
    if not isinstance(value, dict):
        return None
    parts = [*value.keys(), *value.values()]
    if any(isinstance(part, (dict, list)) for part in parts):
        return "an object holds more than texts"
    if any(between in str(part) for part in parts for between in BETWEEN[place]):
        return "what stands between members is not told from what stands in them"
    return None
