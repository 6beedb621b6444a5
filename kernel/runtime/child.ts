/**
 * Entry of the runtime process: `node runtime.cjs <watchdog.cjs>`, in the notebook's folder, with the descriptors
 * that protocol.ts lists.
 */
import { Socket } from "node:net";
import { dirname, resolve } from "node:path";
import { captureStreams } from "./capture.js";
import { watchChildren } from "./children.js";
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
  outbox.send({ type: "event", event: { type: "clear", cell, wait } });
};
const packages = new Packages(packageRoot, createTslab(publish, clear, packageRoot));
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

const watchdog = startWatchdog(watchdogFile!, gate, questions.line, (serial) => runner.interrupted(serial));
watchChildren((message) => {
  watchdog.postMessage(message);
  outbox.send(message);
}, context);

process.on("uncaughtException", (error) => runner.stray(error));
process.on("unhandledRejection", (reason) => runner.stray(reason));
process.on("exit", () => outbox.flush());

const decoder = new Decoder<Command>();
new Socket({ fd: descriptors.commands, readable: true, writable: false }).on("data", (chunk: Buffer) => {
  for (const command of decoder.feed(chunk)) {
    if (command.type === "execute") runner.start(command);
    else process.exit(0);
  }
});
outbox.send({ type: "ready" });
