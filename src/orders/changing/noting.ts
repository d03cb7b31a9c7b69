// Notes of staff about an order: to themselves, or to whoever ordered.
import { toldOf } from '../messages.ts';
import { take, type Acting, type Scene, type StepResult, type Telling } from '../taking.ts';

export type Note = {
  /** The revision of the order that staff saw, where what they write depends on it. */
  revision?: number;
  text: string;
  /** Whether whoever ordered is told; else the note is of staff only. */
  isTold: boolean;
};

export type NotingResult = StepResult | { ok: false; problem: 'nobody' };

/** Writes a note into the history of an order. Problems: `nobody` on record to be told; `changed_meanwhile`. */
export async function note(
  scene: Scene,
  acting: Acting,
  { revision, text, isTold }: Note,
  now: number,
  telling?: Telling,
): Promise<NotingResult> {
  return take<'nobody'>(scene, acting, 'note', now, telling, (order, { happened }) => {
    if (order.revision !== (revision ?? order.revision)) return { problem: 'changed_meanwhile' };
    if (!isTold) return { event: 'noted', text, set: {} };
    if (order.customerId === null && order.guestKey === null) return { problem: 'nobody' };
    return { event: 'told', text, set: {}, messages: (who) => [toldOf(scene, order, who, text, now, happened)] };
  });
}
