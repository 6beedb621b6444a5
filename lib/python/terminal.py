"""
Runs a program in a pseudo-terminal, types into it as a person would, and hands on what the terminal shows.

Reads JSON from standard input: argv, answers ({"after": regular expression, "keys": text}, one after the other),
seconds, columns. What the terminal shows goes to standard output as it comes; the last line is JSON on how it
ended. The program leads a session of its own: whatever of that is left at the end is killed.
"""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time


def stat_of(pid):
    """State and session of a process: the name in brackets may hold spaces and brackets."""
    try:
        with open("/proc/%s/stat" % pid, encoding="latin-1") as file:
            fields = file.read().rpartition(")")[2].split()
        return fields[0], int(fields[3])
    except (OSError, IndexError, ValueError):
        return "X", -1


def session(leader):
    """The processes of the session; jobs of a shell have groups of their own in it. Without /proc, ps knows."""
    if sys.platform == "linux":
        every = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        return [pid for pid in every if stat_of(pid)[1] == leader and stat_of(pid)[0] not in "ZX"]
    with os.popen("ps -A -o pid= -o sess=") as lines:
        rows = [line.split() for line in lines]
    return [int(row[0]) for row in rows if len(row) == 2 and row[1] == str(leader)]


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end(leader, master):
    """Kills what is left of the session; says how the program itself ended."""
    for _ in range(100):  # what is killed may have started another one meanwhile
        left = session(leader)
        if not left:
            break
        for pid in left:
            kill(pid)
        time.sleep(0.01)
    os.close(master)
    kill(leader)
    return os.waitpid(leader, 0)[1]


def finished(leader):
    """Whether the program ended: without reaping it, so that its number stays its own."""
    return os.waitid(os.P_PID, leader, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def read(master):
    try:
        return os.read(master, 65536)
    except OSError:
        return b""  # Linux says EIO when nobody has the other end open


def follow(leader, master, answers, until):
    """Hands on and answers until the program ends; returns whether it did in time, and what was not answered."""
    waiting = list(answers)
    seen = ""
    while time.monotonic() < until:
        if waiting and re.search(waiting[0]["after"], plain(seen)) and reads(master, waiting[0]):
            os.write(master, waiting.pop(0)["keys"].encode())
            seen = ""
        ready, _, _ = select.select([master], [], [], 0.1)
        if not ready:
            if finished(leader):
                return True, waiting
            continue
        piece = read(master)
        if not piece:
            return True, waiting
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        seen += piece.decode("utf-8", "replace")
    return False, waiting


def reads(master, answer):
    """Whether keys arrive: a program that takes each by itself throws away what came before it said so."""
    return not answer.get("keyByKey") or not termios.tcgetattr(master)[3] & termios.ICANON


def plain(text):
    """Without the codes that colour it or move about in it, so that a prompt is found by its words."""
    return re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-_])", "", text)


def main():
    asked = json.load(sys.stdin)
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit(130))
    leader, master = pty.fork()
    if leader == 0:
        try:
            os.execvp(asked["argv"][0], asked["argv"])
        except OSError as error:
            os.write(2, ("%s: %s\n" % (asked["argv"][0], error.strerror)).encode())
        os._exit(127)
    status = None
    try:
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, asked["columns"], 0, 0))
        in_time, waiting = follow(leader, master, asked["answers"], time.monotonic() + asked["seconds"])
        if in_time:
            grace = time.monotonic() + 5
            while not finished(leader) and time.monotonic() < grace:
                time.sleep(0.01)
    finally:
        status = end(leader, master)
    ended = {"inTime": in_time, "unanswered": len(waiting)}
    ended["exitCode"] = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
    print("\n" + json.dumps(ended))


main()
