// What runs when: cron expression (as in wrangler.toml) to named jobs. Each is safe to repeat and to run twice at once.
import { removeCounted } from './access/activity.ts';
import { removeExpired, removeUnseenDevices } from './access/expiry.ts';
import { runEverywhere } from './groups/rules/rules.ts';
import { goOnWithLeftovers } from './admin/customers/bulk/leftovers.ts';
import { removeExpired as removeExpiredCheckouts } from './checkout/checkouts.ts';
import { removeOld } from './customers/bulk/bulk.ts';
import { countAndExpire } from './loyalty/due.ts';
import { deliverDue } from './messages/delivery.ts';
import { postOf } from './messages/posting.ts';
import { remindOfQuotations } from './orders/quotations/reminding.ts';
import { bells } from './orders/bell/ringing.ts';
import { applyRules } from './orders/statuses/due.ts';
import { removeOld as removeOldRequests } from './partners/serving/repeating.ts';
import { deliverDueWebhooks, webhookDeliveries } from './partners/webhooks/sending.ts';
import { removeOld as removeOldDeliveries } from './partners/webhooks/recording.ts';
import { removeExpired as removeExpiredCodes } from './pools/invitations.ts';
import { goOnWithMoves } from './pools/moves.ts';
import { removeUnactivated } from './privacy/abandoned.ts';
import { removeEnded } from './sessions/sessions.ts';
import * as audit from './staff/audit/audit.ts';
import { clockFrom } from './web/clock.ts';
import { openDatabase } from './web/database.ts';
import { log, logError } from './web/log.ts';
import { noticing } from './web/noticing.ts';

type Job = (env: Env, now: number) => Promise<void>;

export const jobs: Record<string, Record<string, Job>> = {
  '*/5 * * * *': {
    go_on_with_bulk_acts: (env, now) => goOnWithLeftovers(openDatabase(env), env.SEALING_KEY, now),
    go_on_with_pool_moves: (env, now) => goOnWithMoves(openDatabase(env), now),
    send_due_messages: (env, now) => deliverDue(postOf(env), now),
    deliver_due_webhooks: (env) => deliverDueWebhooks(env),
  },
  '0 * * * *': {
    remove_expired_links: (env, now) => removeExpired(openDatabase(env), now),
    remove_unactivated_registrations: (env, now) => removeUnactivated(openDatabase(env), now),
    remove_unseen_devices: (env, now) => removeUnseenDevices(openDatabase(env), now),
    run_group_rules: (env, now) => runEverywhere(openDatabase(env), now),
    remind_of_quotations: (env, now) => remindOfQuotations(openDatabase(env), now),
    count_and_expire_points: (env, now) => countAndExpire(openDatabase(env), now),
    apply_status_rules: (env, now) => applyRules(openDatabase(env), now),
    remove_old_checkouts: (env, now) => removeExpiredCheckouts(openDatabase(env), now),
    remove_old_bulk_acts: (env, now) => removeOld(openDatabase(env), now),
    remove_old_partner_requests: (env, now) => removeOldRequests(openDatabase(env), now),
    remove_old_webhook_deliveries: (env, now) => removeOldDeliveries(openDatabase(env), now),
    remove_ended_sessions: (env, now) => removeEnded(openDatabase(env), now),
    remove_counted_activity: (env, now) => removeCounted(openDatabase(env), now),
    remove_old_pool_codes: (env, now) => removeExpiredCodes(openDatabase(env), now),
    remove_old_events: (env, now) => audit.removeOld(openDatabase(env), now),
  },
};

const follows = [bells, webhookDeliveries];

/**
 * Runs the jobs of a cron expression one after the other; one that fails does not keep the others from running. What follows what a job
 * wrote is done behind it. `now` is when the first one begins.
 */
export async function run(cron: string, env: Env, now: number): Promise<void> {
  const clock = clockFrom(now);
  for (const [name, job] of Object.entries(jobs[cron] ?? {})) await runOne(env, { name, job, at: clock() });
}

async function runOne(env: Env, { name, job, at }: { name: string; job: Job; at: number }): Promise<void> {
  const { env: watched, noticed } = noticing(env, follows);
  try {
    await job(watched, at);
    log('job_done', { job: name });
  } catch (error) {
    logError('job_failed', error, { job: name });
  }
  for (const { follow, storeIds } of noticed()) {
    try {
      await follow.follow(env, { storeIds, since: at });
    } catch (error) {
      logError('job_failed', error, { job: name, follow: follow.name });
    }
  }
}
