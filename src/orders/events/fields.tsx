// The history of an order, for whoever may see the order.
import { nameIn } from '../../catalog/names.ts';
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { money } from '../../ui/money.ts';
import type { Happened, Order } from '../history/history.ts';
import { ruleWords, statusName } from '../statuses/fields.tsx';

/** An event as it is told; staff are told who did it too, or which rule. */
export type ToldEvent = Happened & { by?: string | null; rule?: string | null };

type TimelineProps = { shell: Shell; order: Pick<Order, 'currency' | 'totalMinor'>; events: readonly ToldEvent[] };

/** What happened to an order, in its order. */
export function Timeline({ shell, order, events }: TimelineProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <ol class="timeline" aria-label={t('orders.history')}>
      {events.map((one) => (
        <li>
          <strong>{one.names === null ? t(`orders.${one.event}`) : <bdi>{statusName(shell, one.names)}</bdi>}</strong>
          {one.amountMinor !== null &&
            one.amountMinor !== order.totalMinor &&
            ` ${money(one.amountMinor, order.currency, language)}`}
          <span class="quiet tabular-nums"> {when(one.at)}</span>
          <Cause shell={shell} event={one} />
          {one.event === 'status' && <Said shell={shell} event={one} />}
        </li>
      ))}
    </ol>
  );
}

/** Who of the staff did it, or which rule; nothing where nobody is told. */
function Cause({ shell, event: { by, rule } }: { shell: Shell; event: ToldEvent }) {
  if (by) {
    return (
      <span class="quiet">
        {' · '}
        <bdi>{by}</bdi>
      </span>
    );
  }
  return rule ? <span class="quiet"> · {ruleWords(shell, rule)}</span> : null;
}

/** What a status says, and what whoever set it adds. */
function Said({ shell: { store, language }, event: { texts, note } }: { shell: Shell; event: ToldEvent }) {
  return (
    <>
      {[nameIn(texts ?? {}, language, ...store.languages), note]
        .filter((words) => words !== '')
        .map((words) => (
          <p class="said">
            <bdi>{words}</bdi>
          </p>
        ))}
    </>
  );
}
