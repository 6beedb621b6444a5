"""Settings of the two Jupyter Servers of djlab: JupyterLab for a reader, and the bare one of `djlab run`."""

import os
import sys

import djlab_server

c = get_config()  # noqa: F821 - Jupyter reads this file with it
lab = "jupyterlab" in sys.modules  # djlab_server.main has imported the one that starts

c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = True  # whoever calls djlab as root runs Python and Node as root already
c.ServerApp.kernel_websocket_connection_class = djlab_server.PromptConnection
c.ServerApp.jpserver_extensions = {
    "djlab_server": True,
    "jupyterlab": lab,
    "jupyter_server_terminals": lab,
    "jupyter_lsp": False,
    "notebook_shim": False,
}
c.ServerApp.log_level = "WARN"
# No pings: on one machine a side that is gone closes its end. (Jupyter's own timeout is longer than its interval, of
# which Tornado warns with each page; one as long as the interval closes connections that are well.)
c.ServerApp.tornado_settings = {"ws_ping_interval": 0}

# All kernels have ended two seconds after a stop, whatever their cells are doing.
c.KernelManager.shutdown_wait_time = 2.0

if lab:
    # A chapter needs one kernel; others of this machine would only be a wrong choice.
    c.KernelSpecManager.allowed_kernelspecs = {"djlab"}
    c.KernelSpecManager.ensure_native_kernel = False
    c.MultiKernelManager.default_kernel_name = "djlab"
    # A loop that prints without end must not choke the browser, a long listing must arrive.
    c.ZMQChannelsWebsocketConnection.iopub_msg_rate_limit = 10_000
    c.ZMQChannelsWebsocketConnection.iopub_data_rate_limit = 20_000_000
    # Long lines of a cell are wrapped; nobody is asked about news, or looks for them; JupyterLab does not look
    # whether it must be built, nor for language servers: it has none, and the kernel completes.
    c.LabApp.app_settings_dir = os.path.join(os.path.dirname(djlab_server.__file__), "settings")
    # Nothing leaves this machine.
    c.LabApp.news_url = None
    c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
    c.LabApp.extension_manager = "readonly"
else:
    c.ZMQChannelsWebsocketConnection.limit_rate = False
    # A kernel that died is a finding; a fresh one in its place would hide it.
    c.KernelRestarter.restart_limit = 0
    c.KernelRestarter.time_to_dead = 0.5
