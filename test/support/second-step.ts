// The second step of signing in for staff of tests, written straight into D1.
import { env } from 'cloudflare:workers';
import { seal } from '../../src/credentials/sealing.ts';
import { colleagueIn } from './colleagues.ts';
import type { Visitor } from './visitor.ts';

/** What everybody's codes are worked out from. */
export const stepSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Gives whoever has signed in in this browser a second step, which the session waits for unless told otherwise. */
export async function giveSecondStep(browser: Pick<Visitor, 'cookies'>, { isTaken = false } = {}): Promise<string> {
  const id = colleagueIn(browser);
  const sealed = await seal(env.SEALING_KEY, id, stepSecret);
  await env.DB.batch([
    env.DB.prepare(
      'update staff set second_step_secret = ?, second_step_at = 1, second_step_used = null where id = ?',
    ).bind(sealed, id),
    env.DB.prepare('update sessions set second_step_at = ? where holder_id = ?').bind(isTaken ? 1 : null, id),
  ]);
  return id;
}
