// What is shown before it is decided that stores share customers: the code, and what joining or leaving would do.
import { asset } from '../../ui/assets.ts';
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import type { JoiningCounts, LeavingCounts } from '../sharing.ts';

/** The code, once. */
export function CodePage({ shell: { t }, code, minutes }: { shell: Shell; code: string; minutes: number }) {
  return (
    <div class="narrow ms-0">
      <h1>{t('stores.code_title')}</h1>
      <p>{t('stores.code_about', { minutes })}</p>
      <p>
        <code id="code" class="break-all">
          {code}
        </code>{' '}
        <button class="btn btn-plain btn-sm" type="button" hidden data-copy={code} aria-describedby="code">
          {t('payment.copy')}
        </button>
      </p>
      <p role="status" class="quiet" id="copied" data-words={t('payment.copied')} />
      <BackLink words={t('stores.back')} />
      <script type="module" src={asset('copying.js')} />
    </div>
  );
}

type JoiningPageProps = { shell: Shell; other: string; code: string; counts: JoiningCounts };

/** What joining would do, before it is done. */
export function JoiningPage({ shell, other, code, counts }: JoiningPageProps) {
  const { t, store } = shell;
  const rows = [
    { part: 'only_here', count: counts.here - counts.both },
    { part: 'only_there', count: counts.there - counts.both },
    { part: 'in_both', count: counts.both },
  ] as const;
  return (
    <div class="narrow ms-0">
      <h1>{t('stores.join_title', { other })}</h1>
      <p>{t('stores.join_about', { store: store.name, other })}</p>
      <Counts shell={shell} rows={rows} />
      <p>{t('stores.stays_own')}</p>
      <form method="post" action="/admin/stores/joining" class="acts">
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="confirmed" value="on" />
        <button class="btn btn-primary" type="submit">
          {t('stores.join_submit')}
        </button>
        <BackLink words={t('stores.back')} />
      </form>
    </div>
  );
}

/** What leaving would do, before it is done. */
export function LeavingPage({ shell, counts }: { shell: Shell; counts: LeavingCounts }) {
  const { t, store } = shell;
  const rows = [
    { part: 'leave_here', count: counts.here - counts.both },
    { part: 'leave_both', count: counts.both },
  ] as const;
  return (
    <div class="narrow ms-0">
      <h1>{t('stores.leave_title')}</h1>
      <p>{t('stores.leave_about', { store: store.name })}</p>
      <Counts shell={shell} rows={rows} />
      <form method="post" action="/admin/stores/leaving" class="acts">
        <button class="btn btn-danger" type="submit">
          {t('stores.leave_submit')}
        </button>
        <BackLink words={t('stores.back')} />
      </form>
    </div>
  );
}

type Part = 'only_here' | 'only_there' | 'in_both' | 'leave_here' | 'leave_both';

function Counts({ shell: { t, language }, rows }: { shell: Shell; rows: readonly { part: Part; count: number }[] }) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('stores.customers')}</th>
          <th scope="col" class="number">
            {t('stores.number')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, count }) => (
          <tr>
            <td>
              <strong>{t(`stores.${part}`)}</strong>
              <br />
              <span class="quiet">{t(`stores.${part}_about`)}</span>
            </td>
            <td class="number" data-label={t('stores.number')}>
              {whole(count, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BackLink({ words }: { words: string }) {
  return (
    <a class="btn btn-plain" href="/admin/stores">
      {words}
    </a>
  );
}
