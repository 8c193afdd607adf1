import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readText } from './text-readers.ts'
import type { TextTask } from './texts.ts'

// Runs in a thread of its own, one for each file, with limits on memory and time: whatever a file does to its reader, the house stands.
const { path, kind, limits }: TextTask = workerData
parentPort?.postMessage(await readText(kind, await readFile(path), limits))
