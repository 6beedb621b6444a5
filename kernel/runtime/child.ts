/**
 * Entry of the runtime process: `node runtime.cjs <watchdog.cjs>`, in the notebook's folder, with the descriptors
 * that protocol.ts lists.
 */
import { Socket } from "node:net";
import { dirname, resolve } from "node:path";
import { captureStreams } from "./capture.js";
import { watchChildren } from "./children.js";
import { Comms } from "./comms.js";
import { CellContext } from "./context.js";
import { Gate } from "./gate.js";
import { Input } from "./input.js";
import { startWatchdog } from "./interrupt.js";
import { LocalModules } from "./modules.js";
import { Outbox } from "./outbox.js";
import { Packages } from "./packages.js";
import { type Command, Decoder, descriptors } from "./protocol.js";
import { installPublish } from "./publish.js";
import { Questions } from "./questions.js";
import { Runner } from "./runner.js";
import { SourcePlaces } from "./source-places.js";
import { mapStacks } from "./stacks.js";
import { Tracebacks } from "./traceback.js";
import { createTslab } from "./tslab-module.js";

const processesFolder = dirname(__filename);
const packageRoot = resolve(processesFolder, "../../..");
const [watchdogFile] = process.argv.splice(2);

const context = new CellContext();
const outbox = new Outbox(context);
captureStreams(outbox);
const gate = new Gate();

const questions = new Questions(outbox, context);
const input = new Input(questions);

const publish = installPublish(outbox, context);
const clear = (wait: boolean) => {
  const { cell } = context.current;
  outbox.show({ type: "clear", cell, wait });
};
const comms = new Comms(outbox, context, (error) => runner.stray(error));
const packages = new Packages(packageRoot, createTslab(publish, clear, comms.forCells, packageRoot), (line) =>
  outbox.print("stderr", line),
);
const places = new SourcePlaces();
mapStacks(places, processesFolder);
const runner = new Runner({
  gate,
  context,
  outbox,
  input,
  packages,
  modules: new LocalModules(packages),
  places,
  tracebacks: new Tracebacks(places, process.cwd()),
});

const watchdog = startWatchdog(watchdogFile!, gate, questions.line, (serial) => {
  comms.interrupted(serial);
  runner.interrupted(serial);
  if (serial === 0) outbox.send({ type: "interrupted" });
  obey();
});
watchChildren((message) => {
  watchdog.postMessage(message);
  outbox.send(message);
}, context);

process.on("uncaughtException", (error) => runner.stray(error));
process.on("unhandledRejection", (reason) => runner.stray(reason));
// Its reader has been told of it; a cell that awaits it later on is no reason for Node's warning.
process.on("rejectionHandled", () => {});
process.on("exit", () => outbox.last());

const decoder = new Decoder<Command>();
const commands: Command[] = [];
/** An interrupt may end this in the midst of a command: then it is called anew for those that are left. */
function obey(): void {
  for (let command = commands.shift(); command; command = commands.shift()) {
    if (command.type === "execute") runner.start(command);
    else if (command.type === "deliver") comms.deliver(command);
    else if (command.type === "stop-timers") runner.stopFinished();
    else process.exit(0);
  }
}
new Socket({ fd: descriptors.commands, readable: true, writable: false }).on("data", (chunk: Buffer) => {
  commands.push(...decoder.feed(chunk));
  obey();
});
outbox.send({ type: "ready" });
