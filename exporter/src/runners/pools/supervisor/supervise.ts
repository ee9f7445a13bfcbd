import type { RunnerCommand } from '../../../core/runnerPool.ts';
import { fillPlaceholders } from './fillPlaceholders.ts';
import type { Gate } from './gate.ts';
import { openGate } from './gate.ts';
import type { GeneratorProcess } from './generatorProcess.ts';
import { startGenerator } from './generatorProcess.ts';
import type { FromSupervisor, ToSupervisor } from './messages.ts';

/** Time that a program gets to end by itself when the exporter is gone. */
const ORPHAN_GRACE_SECONDS = 2;

/** The pipe to the exporter. */
export interface ParentPipe {
  send(message: FromSupervisor): void;
  onMessage(listener: (message: ToSupervisor) => void): void;
  /** The exporter is gone, however it went. */
  onGone(listener: () => void): void;
}

/** Starts the program behind a gate, and says why where it cannot. */
async function launch(command: RunnerCommand, gate: Gate): Promise<GeneratorProcess> {
  const args = fillPlaceholders(command, gate);
  return startGenerator(command.program, args, command.env, command.cwd);
}

/**
 * Runs one program for the exporter until it ends: hosts its gate, renews the lease when the exporter does, and ends the
 * program's process group at once when the exporter is gone. Resolves when the program and the gate are gone.
 */
export async function supervise(pipe: ParentPipe): Promise<void> {
  const gate = await openGate();
  let generator: GeneratorProcess | null = null;
  let isGone = false;
  await new Promise<void>((finish) => {
    const start = async (command: RunnerCommand): Promise<void> => {
      try {
        gate.renew();
        generator = await launch(command, gate);
        pipe.send({ type: 'started', pid: generator.pid, gateUrl: gate.url, notices: gate.notices });
        if (isGone) generator.terminate(0);
        const exit = await generator.exited;
        pipe.send({ type: 'exited', exit });
      } catch (error) {
        pipe.send({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
      }
      finish();
    };
    pipe.onMessage((message) => {
      if (message.type === 'renew') gate.renew();
      else if (message.type === 'launch') void start(message.command);
      else if (message.type === 'terminate') generator?.terminate(message.graceSeconds);
      else {
        gate.setTarget(message.target);
        pipe.send({ type: 'acknowledged', sequence: message.sequence });
      }
    });
    pipe.onGone(() => {
      isGone = true;
      gate.shut();
      if (generator === null) finish();
      else generator.terminate(ORPHAN_GRACE_SECONDS);
    });
  });
  await gate.close();
}
