/**
 * Entry of the watchdog, a thread of the runtime process that works while the main thread loops: it carries out
 * interrupts, and ends everything when the kernel is gone.
 */
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { Gate } from "./gate.js";
import { type FromWatchdog, unwindExpression, type WatchdogData } from "./interrupt.js";
import { descendants, end, hasGroups, isAlive, processTable, type Target } from "./processes.js";
import {
  type Answered,
  type ChildRecord,
  Decoder,
  descriptors,
  type Interrupt,
  type Message,
  type Serial,
} from "./protocol.js";

import { deliver } from "./questions.js";

const millisecondsToAnswer = 25;
const millisecondsToObey = 2500;

const { gateMemory, ...answerLine }: WatchdogData = workerData;
const gate = new Gate(gateMemory);
const children = new Map<number, ChildRecord>();
let patience: NodeJS.Timeout | undefined;
let underWay: Serial | undefined;
const say = (message: FromWatchdog) => parentPort!.postMessage(message);

parentPort!.on("message", (message: Message) => {
  if (message.type === "child") children.set(message.child.pid, message.child);
  if (message.type === "child-ended") children.delete(message.pid);
});

const decoder = new Decoder<Interrupt | Answered>();
new Socket({ fd: descriptors.interrupts, readable: true, writable: false })
  .on("data", (chunk: Buffer) => {
    for (const message of decoder.feed(chunk)) {
      if (message.type === "interrupt") interrupt(message.serial);
      else deliver(message.answer, answerLine);
    }
  })
  .on("error", endEverything)
  .on("close", endEverything);

function interrupt(serial: Serial): void {
  endGently([...children.values()].filter((child) => child.serial === serial));
  insist("ask", serial);
}

/** Ends what runs in the main thread unless that answers soon; and then what runs after it. */
function insist(type: FromWatchdog["type"], serial: Serial): void {
  if (!gate.ask(serial)) {
    // The main thread, which may still be starting, answers the one under way for that one's cell only.
    if (serial !== underWay) setTimeout(() => insist(type, serial), millisecondsToAnswer);
    return;
  }
  underWay = serial;
  say({ type, serial });
  // An earlier question has been answered, or this one could not be put.
  clearTimeout(patience);
  patience = setTimeout(() => {
    if (gate.claim(serial)) terminate(serial);
  }, millisecondsToAnswer);
}

/** Ends what runs in the main thread, be it a cell, a timer or the rest of a cell after an `await`. */
function terminate(serial: Serial): void {
  const session = new Session();
  session.connectToMainThread();
  gate.posting(() => {
    session.post("Runtime.evaluate", { expression: unwindExpression });
    session.post("Runtime.terminateExecution", () => {
      session.disconnect();
      gate.release();
      insist("terminated", serial);
    });
  });
  // What blocks the main thread may be a child process that it waits for: `execSync` and its like.
  const blocking = processTable().filter(({ pid, parent }) => parent === process.pid && !children.has(pid));
  endGently(blocking.map(({ pid }) => ({ pid, group: false })));
}

/** As Ctrl+C in a terminal does: SIGINT to all of them; those that stay are ended by force. */
function endGently(targets: Target[]): void {
  if (targets.length === 0) return;
  const all = [...targets, ...below(targets.map(({ pid }) => pid))];
  for (const one of all) end(one, "SIGINT");
  setTimeout(() => {
    for (const one of all) if (isAlive(one)) end(one, "SIGKILL");
  }, millisecondsToObey);
}

function endEverything(): void {
  const all = [...children.values(), ...below([process.pid])];
  for (const one of all) end(one, "SIGKILL");
  end({ pid: process.pid, group: hasGroups() }, "SIGKILL");
}

const below = (pids: number[]): Target[] =>
  descendants(pids, processTable()).map((pid) => ({ pid, group: false }));
