"""Follows requests through a Django project and prints what happened as JSON.

usage: python djlab_trace PROJECT_FOLDER < REQUESTS
"""
import json
import os
import sys

sys.dont_write_bytecode = True  # nothing is left in the project, nor beside this file
sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Only the answer may be on the standard output: what the project prints goes to the error output.
_answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

from djlab_trace import follow  # noqa: E402


def main():
    folder = os.path.abspath(sys.argv[1])
    asked = json.loads(sys.stdin.buffer.read())
    sys.path[0] = folder
    os.chdir(folder)
    follow.choose_settings(folder)
    answer = follow.follow(folder, asked)
    _answers.write(json.dumps(answer))
    _answers.close()
    sys.stderr.flush()
    os._exit(0)  # a view that never ends would keep the process


main()
