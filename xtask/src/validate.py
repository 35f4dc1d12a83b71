"""Validates OpenAPI documents; called by `cargo xtask validate` with a file of their names.

Prints a JSON object a line: the file, and the first faults with their JSON pointers.
"""

import json
import sys
from multiprocessing import Pool

from openapi_spec_validator import OpenAPIV30SpecValidator
from openapi_spec_validator.readers import read_from_filename

SHOWN = 3


def faults(file):
    try:
        spec, _ = read_from_filename(file)
        found = []
        for error in OpenAPIV30SpecValidator(spec).iter_errors():
            pointer = "".join(
                "/" + str(part).replace("~", "~0").replace("/", "~1") for part in error.absolute_path
            )
            found.append({"pointer": pointer, "message": error.message[:200]})
            if len(found) == SHOWN:
                break
    except Exception as error:  # What the validator itself stumbles over is a fault too.
        found = [{"pointer": "", "message": f"{type(error).__name__}: {error}"[:200]}]
    return {"file": file, "faults": found}


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as names:
        files = names.read().splitlines()
    with Pool() as pool:
        for result in pool.imap(faults, files):
            print(json.dumps(result), flush=True)
