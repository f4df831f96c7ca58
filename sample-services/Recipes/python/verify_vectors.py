"""Runs the test vectors of docs/vectors, and needs no gateway: /usr/bin/python3 verify_vectors.py DIR"""

import json
import pathlib
import sys

from gateway_assertion import Refused, read_keys, verify_assertion

folder = pathlib.Path(sys.argv[1])
keys = read_keys((folder / "keys.json").read_bytes())
right = wrong = 0
for name in ("good.json", "bad.json"):
    file = json.loads((folder / name).read_text("utf-8"))
    for case in file["cases"]:
        try:
            found = verify_assertion(
                case["assertion"],
                method=case["method"],
                path=case["path"],
                issuer=file["issuer"],
                audience=file["audience"],
                key_of=keys.get,
                now=case["at"],
            )
        except Refused:
            found = None
        if found == case.get("caller"):
            right += 1
        else:
            wrong += 1
            print(f"{case['name']}: {'found ' + str(found) if 'caller' in case else 'was taken'}", file=sys.stderr)
print(f"{right} as they should be, {wrong} not")
sys.exit(0 if right and not wrong else 1)
