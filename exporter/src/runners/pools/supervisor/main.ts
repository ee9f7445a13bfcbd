import type { ToSupervisor } from './messages.ts';
import { supervise } from './supervise.ts';

/**
 * The supervisor's own process: started by the local pool with an IPC channel, which is the pipe whose end tells that the
 * exporter is gone. Signals from the terminal are the exporter's business; this one ends with its program.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

await supervise({
  // A message that cannot be sent means that the exporter is gone; `disconnect` tells.
  send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
  onMessage: (listener) => void process.on('message', (message) => listener(message as ToSupervisor)),
  onGone: (listener) => {
    if (!process.connected) listener();
    process.on('disconnect', listener);
  },
});
if (process.connected) process.disconnect();
