import { moments } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Notice, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { FormState } from '../../web/forms.ts';
import type { NoticeOf } from '../../web/notices.ts';
import { eventTypes } from './events.ts';
import { boxOf, hoursKept } from './input.ts';
import type { ShownWebhook } from './reading.ts';

/** What just happened, as the address of the page says it. */
export const happenings = ['changed', 'on', 'off', 'tested', 'replayed', 'none_replayed', 'removed'] as const;
export const problems = ['not_found', 'webhook_disabled', 'made_already'] as const;

export type WebhookNotice = NoticeOf<typeof happenings, typeof problems>;

export function Told({ shell: { t }, notice }: { shell: Shell; notice: WebhookNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`webhooks.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`webhooks.problem_${notice.problem}`)}</Notice>;
}

/** What the fields are called, for the summary of what is wrong. */
export function labelsOf({ t }: Shell): Record<string, string> {
  const boxes = eventTypes.map((type) => [boxOf(type), type] as const);
  return { partner: t('webhooks.partner'), url: t('webhooks.url'), ...Object.fromEntries(boxes) };
}

/** Where to, and which events. */
export function WebhookFields({ shell, form }: { shell: Shell; form: FormState }) {
  const { t } = shell;
  return (
    <>
      <Field
        t={t}
        form={form}
        name="url"
        label={t('webhooks.url')}
        hint={t('webhooks.url_hint')}
        autocomplete="off"
        maxlength={500}
        required
      />
      <fieldset class="field">
        <legend class="text-base font-medium">{t('webhooks.events')}</legend>
        <p class="quiet">{t('webhooks.events_hint')}</p>
        <div class="cards">
          {eventTypes.map((type) => (
            <Tick t={t} form={form} name={boxOf(type)} label={type} isMarked={false} />
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** Whether events arrive, since when not, and why it is off. */
export function WebhookState({ shell, webhook }: { shell: Shell; webhook: ShownWebhook }) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const { disabledAt, disabledFor, failingSince } = webhook;
  if (disabledAt !== null) {
    return (
      <>
        <span class="tag tag-denied tag-first">{t('webhooks.off', { time: when(disabledAt) })}</span>
        {disabledFor && <p class="quiet">{t(`webhooks.off_${disabledFor}`)}</p>}
      </>
    );
  }
  if (failingSince === null) return <span class="tag tag-first">{t('webhooks.on')}</span>;
  return <span class="tag tag-pending tag-first">{t('webhooks.failing', { time: when(failingSince) })}</span>;
}

type ActsProps = { shell: Shell; webhook: ShownWebhook; now: number };

/** What staff can do about it. */
export function WebhookActs({ shell, webhook, now }: ActsProps) {
  const { t, language, store } = shell;
  const at = `/admin/webhooks/${webhook.id}`;
  const isOn = webhook.disabledAt === null;
  const until = webhook.secretBeforeUntil;
  return (
    <>
      <div class="acts">
        {isOn ? (
          <form method="post" action={`${at}/test`}>
            <button class="btn btn-primary" type="submit">
              {t('webhooks.test')}
            </button>
          </form>
        ) : (
          <form method="post" action={`${at}/state`}>
            <input type="hidden" name="to" value="on" />
            <button class="btn btn-primary" type="submit">
              {t('webhooks.switch_on')}
            </button>
          </form>
        )}
        <Dialog t={t} id="rotate" label={t('webhooks.rotate')} title={t('webhooks.rotate')}>
          <p>{t('webhooks.rotate_about')}</p>
          <form method="post" action={`${at}/secret`} class="part">
            <input type="hidden" name="seen" value={webhook.updatedAt} />
            <Radios
              t={t}
              form={{ values: { hours: hoursKept[0] }, problems: {} }}
              name="hours"
              label={t('webhooks.hours')}
              options={hoursKept.map((value) => ({ value, label: t(`webhooks.hours_${value}`) }))}
              required
            />
            <button class="btn btn-primary self-start" type="submit">
              {t('webhooks.rotate')}
            </button>
          </form>
        </Dialog>
        {isOn && (
          <Dialog t={t} id="off" label={t('webhooks.switch_off')} title={t('webhooks.switch_off')}>
            <p>{t('webhooks.switch_off_about')}</p>
            <form method="post" action={`${at}/state`}>
              <input type="hidden" name="to" value="off" />
              <button class="btn btn-danger" type="submit">
                {t('webhooks.switch_off')}
              </button>
            </form>
          </Dialog>
        )}
        <Dialog t={t} id="remove" label={t('webhooks.remove')} title={t('webhooks.remove')} look="danger">
          <p>{t('webhooks.remove_about')}</p>
          <form method="post" action={`${at}/removal`}>
            <button class="btn btn-danger" type="submit">
              {t('webhooks.remove')}
            </button>
          </form>
        </Dialog>
      </div>
      {until !== null && until > now && (
        <p class="quiet">{t('webhooks.secret_until', { time: moments(language, store.timeZone)(until) })}</p>
      )}
    </>
  );
}
