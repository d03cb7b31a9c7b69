import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import type { Move, MoveThrough } from './moves.ts';

type MovesProps = { shell: Shell; moves: readonly (Move | MoveThrough)[] };

/** The latest moves: into a group and out of it, with who moved, or of one customer. */
export function MovesSection({ shell, moves }: MovesProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const [first] = moves;
  const isOfMany = first !== undefined && 'customerId' in first;
  return (
    <section class="part">
      <h2>{t('groups.moves_title')}</h2>
      {moves.length === 0 ? (
        <p>{t('groups.no_moves')}</p>
      ) : (
        <table class="table">
          <thead>
            <tr>
              {isOfMany && <th scope="col">{t('customers.customer')}</th>}
              <th scope="col">{t('groups.from')}</th>
              <th scope="col">{t('groups.to')}</th>
              <th scope="col">{t('groups.reason')}</th>
              <th scope="col">{t('audit.when')}</th>
            </tr>
          </thead>
          <tbody>
            {moves.map((move) => (
              <tr>
                {'customerId' in move && (
                  <td>
                    <a class="underline" dir="auto" href={`/admin/customers/${move.customerId}`}>
                      {move.name}
                    </a>
                  </td>
                )}
                <td data-label={t('groups.from')}>{move.from}</td>
                <td data-label={t('groups.to')}>{move.to}</td>
                <td data-label={t('groups.reason')}>
                  {t(`groups.reason_${move.reason}`)}
                  {move.by && <span class="quiet"> {move.by}</span>}
                </td>
                <td class="tabular-nums" data-label={t('audit.when')}>
                  {when(move.at)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
