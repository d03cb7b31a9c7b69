import { deviceName, placeNames } from '../../sessions/devices.ts';
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { acts, type Told } from './audit.ts';

type AuditPageProps = {
  shell: Shell;
  entries: readonly Told[];
  /** The address of the entries before these; null where there are none. */
  older: string | null;
};

export function AuditPage({ shell, entries, older }: AuditPageProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const where = placeNames(language);
  return (
    <>
      <h1>{t('audit.title')}</h1>
      {entries.length === 0 ? (
        <p>{t('audit.empty')}</p>
      ) : (
        <div>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('audit.when')}</th>
                <th scope="col">{t('audit.who')}</th>
                <th scope="col">{t('audit.what')}</th>
                <th scope="col">{t('audit.where')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr>
                  <td class="tabular-nums">{when(entry.at)}</td>
                  <td>{entry.by ?? t('audit.nobody')}</td>
                  <td>
                    {wordOf(shell, entry.act)}
                    {entry.subject && <>: {entry.subject}</>}
                    {entry.customerId && <span class="quiet"> {entry.customerId}</span>}
                    <Difference entry={entry} />
                  </td>
                  <td>
                    {deviceName(entry.device, t)}
                    {entry.place !== '' && <span class="quiet"> {where(entry.place)}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {older && (
        <p>
          <a href={older}>{t('audit.older')}</a>
        </p>
      )}
    </>
  );
}

/** What was there before and after, as far as the act tells it. */
function Difference({ entry: { before, after } }: { entry: Told }) {
  const names = Object.keys({ ...before, ...after });
  if (names.length === 0) return null;
  return (
    <span class="quiet">
      {names.map((name) => (
        <bdi>
          {' '}
          {[before?.[name], after?.[name]]
            .filter((value) => value !== undefined)
            .map(String)
            .join(' → ')}
        </bdi>
      ))}
    </span>
  );
}

function wordOf({ t }: Shell, act: string): string {
  const known = acts.find((one) => one === act);
  return known ? t(`audit.${known}`) : act;
}
