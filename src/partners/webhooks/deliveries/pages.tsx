// What went to a webhook, with every try, and what can be sent again.
import { moments } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { whole } from '../../../ui/money.ts';
import { Pager } from '../../../ui/pager.tsx';
import { tryProblems } from '../failures.ts';
import type { ShownWebhook } from '../reading.ts';
import { mostReplayed, stateOf, type Delivery } from './deliveries.ts';

export type DeliveriesProps = {
  shell: Shell;
  webhook: ShownWebhook;
  deliveries: readonly Delivery[];
  /** The event that the next page begins behind; null on the last. */
  next: string | null;
  isFirst: boolean;
};

export function DeliveriesSection(props: DeliveriesProps) {
  const { shell, webhook, deliveries, next, isFirst } = props;
  const { t, language } = shell;
  const at = `/admin/webhooks/${webhook.id}`;
  const isOn = webhook.disabledAt === null;
  return (
    <section class="part">
      <div class="headline">
        <h2>{t('webhooks.deliveries')}</h2>
        {isOn && deliveries.length > 0 && (
          <Dialog t={t} id="replay-all" label={t('webhooks.replay_all')} title={t('webhooks.replay_all')}>
            <p>{t('webhooks.replay_all_hint', { most: whole(mostReplayed, language) })}</p>
            <form method="post" action={`${at}/replays`}>
              <button class="btn btn-primary" type="submit">
                {t('webhooks.replay_all')}
              </button>
            </form>
          </Dialog>
        )}
      </div>
      {deliveries.length === 0 ? (
        <p role="status">{t('webhooks.no_deliveries')}</p>
      ) : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('webhooks.event')}</th>
              <th scope="col">{t('webhooks.happened')}</th>
              <th scope="col">{t('webhooks.state')}</th>
              <th scope="col">{t('webhooks.tries')}</th>
              {isOn && (
                <th scope="col">
                  <span class="sr-only">{t('webhooks.replay')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow shell={shell} delivery={delivery} at={at} isOn={isOn} />
            ))}
          </tbody>
        </table>
      )}
      <Pager t={t} first={isFirst ? null : at} next={next === null ? null : `${at}?before=${next}`} />
    </section>
  );
}

type RowProps = { shell: Shell; delivery: Delivery; at: string; isOn: boolean };

function DeliveryRow({ shell, delivery, at, isOn }: RowProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <tr>
      <td>
        <span class="font-semibold">{delivery.type}</span>
        <br />
        <span class="quiet break-all">{Object.values(delivery.subject).join(', ')}</span>
      </td>
      <td class="tabular-nums" data-label={t('webhooks.happened')}>
        {when(delivery.at)}
      </td>
      <td data-label={t('webhooks.state')}>
        <DeliveryState shell={shell} delivery={delivery} />
      </td>
      <td data-label={t('webhooks.tries')}>
        <Tries shell={shell} delivery={delivery} />
      </td>
      {isOn && (
        <td>
          <ReplayForm shell={shell} delivery={delivery} at={at} />
        </td>
      )}
    </tr>
  );
}

function ReplayForm({ shell, delivery, at }: Omit<RowProps, 'isOn'>) {
  const { t, language, store } = shell;
  const which = `${delivery.type}, ${moments(language, store.timeZone)(delivery.at)}`;
  return (
    <form method="post" action={`${at}/replays`}>
      <input type="hidden" name="event" value={delivery.eventId} />
      <button class="btn btn-plain btn-sm whitespace-nowrap" type="submit">
        {t('webhooks.replay')}
        <span class="sr-only">: {which}</span>
      </button>
    </form>
  );
}

const looks = { waiting: ' tag-pending', failing: ' tag-denied', delivered: '', given_up: ' tag-denied' };

function DeliveryState({ shell, delivery }: Pick<RowProps, 'shell' | 'delivery'>) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const state = stateOf(delivery);
  const last = tryProblems.find((one) => one === delivery.log.at(-1)?.problem);
  const at = delivery.deliveredAt ?? delivery.givenUpAt ?? (state === 'failing' ? delivery.nextAt : null);
  return (
    <>
      <span class={`tag tag-first${looks[state]}`}>{t(`webhooks.is_${state}`)}</span>
      {at !== null && (
        <span class="quiet"> {state === 'failing' ? t('webhooks.next', { time: when(at) }) : when(at)}</span>
      )}
      {last && (
        <>
          <br />
          <span class="quiet">{t(`webhooks.because_${last}`)}</span>
        </>
      )}
    </>
  );
}

function Tries({ shell, delivery }: Pick<RowProps, 'shell' | 'delivery'>) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  if (delivery.log.length === 0) return <>{whole(0, language)}</>;
  return (
    <details>
      <summary class="cursor-pointer whitespace-nowrap">
        {whole(delivery.log.length, language)}
        <span class="sr-only"> {t('webhooks.tries')}</span>
      </summary>
      <ol class="flex flex-col gap-1">
        {delivery.log.map(({ at, status, problem, ms }) => {
          const known = tryProblems.find((one) => one === problem);
          return (
            <li class="quiet">
              {when(at)}
              {status !== null && ` · ${t('webhooks.replied', { status })}`}
              {` · ${whole(ms, language)} ms`}
              {known && ` · ${t(`webhooks.because_${known}`)}`}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
