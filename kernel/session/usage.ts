/** `usage_request`: what the kernel's processes and their machine use, as ipykernel tells it. */
import { hostname } from "node:os";
import type { UsageReply } from "../messages/replies.js";
import type { Conversation } from "./conversation.js";

export function usage(_content: object, { runtime }: Conversation): UsageReply {
  const { ownProcessor, ownMemory, processor, processors, memory } = runtime.usage();
  const { total, available, free } = memory;
  const used = total - available;
  const percent = Math.round((used / total) * 1000) / 10;
  return {
    status: "ok",
    hostname: hostname(),
    pid: process.pid,
    kernel_cpu: ownProcessor,
    kernel_memory: ownMemory,
    host_cpu_percent: processor,
    cpu_count: processors,
    host_virtual_memory: { total, available, percent, used, free },
  };
}
