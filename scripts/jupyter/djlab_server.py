"""Starts Jupyter Server or JupyterLab for djlab: it says when it is ready, ends with its parent, answers at once.

    python djlab_server.py lab|run OPTIONS OF JUPYTER…
"""

import json
import os
import signal
import sys
import threading

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)

# Two seconds for the kernels, one for the server: within the five that a Ctrl+C may take.
SECONDS_TO_END = 3.5


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A kernel's websocket without Nagle's algorithm, which holds back each small message for 40 ms."""

    async def connect(self):
        self.websocket_handler.set_nodelay(True)
        return await super().connect()


def end_with_parent():
    """Ends this server when its standard input does: the parent closes it to stop us, or was killed."""

    def watch():
        # Not sys.stdin: a thread that holds its buffer lets Python end with a "Fatal Python error".
        while os.read(0, 1024):
            pass
        timer = threading.Timer(SECONDS_TO_END, os._exit, [1])
        timer.daemon = True
        timer.start()
        # Also ends a server that has not come to its loop yet; on Windows only SIGINT can be raised so.
        if sys.platform == "win32":
            signal.raise_signal(signal.SIGINT)
        else:
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="djlab parent watch", daemon=True).start()


def _jupyter_server_extension_points():
    return [{"module": "djlab_server"}]


def _load_jupyter_server_extension(app):
    """Jupyter asks for this function; what there is to do comes when the server has started."""


async def _start_jupyter_server_extension(app):
    """Prints one line of JSON now that the server listens: its address, its token, and where to look first."""
    facts = {
        "base": app.connection_url,
        "token": app.identity_provider.token,
        "page": app.display_url.splitlines()[0].strip(),
    }
    print(json.dumps(facts), flush=True)


def main():
    end_with_parent()
    kind = sys.argv.pop(1)
    if kind == "lab":
        # Imported with node on the PATH, JupyterLab asks its own yarn for a setting that only builds of it use:
        # half a second, and a page of errors where a package.json above says that files are ES modules.
        path, os.environ["PATH"] = os.environ.get("PATH", ""), sys.prefix
        from jupyterlab.labapp import LabApp as App

        os.environ["PATH"] = path
    else:
        from jupyter_server.serverapp import ServerApp as App
    return App.launch_instance()


if __name__ == "__main__":
    sys.exit(main())
