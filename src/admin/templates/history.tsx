// The versions of a text, and what is different between two.
import { parts } from '../../messages/templates/parts.ts';
import { moments } from '../../ui/dates.ts';
import { differenceOf, type DiffLine } from './differences.ts';
import type { EditorProps } from './editor.tsx';
import { pathOf } from './input.ts';
import type { Compared } from './showing.tsx';
import { mostVersions, type VersionRow } from './versions.ts';

export function Versions({ shell, which, standing, versions }: EditorProps) {
  const { t, language, store } = shell;
  if (versions.length === 0) return null;
  const moment = moments(language, store.timeZone);
  return (
    <section>
      <h2>{t('templates.versions')}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('templates.version')}</th>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.who')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr>
              <td>
                <Named {...{ one, t, path: pathOf(which), isCurrent: one.version === standing.version }} />
              </td>
              <td data-label={t('audit.when')}>{moment(one.at)}</td>
              <td data-label={t('audit.who')}>
                <bdi>{one.by ?? '–'}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {versions.length === mostVersions && <p class="quiet">{t('templates.newest_only', { most: mostVersions })}</p>}
    </section>
  );
}

type NamedProps = Pick<EditorProps['shell'], 't'> & { one: VersionRow; path: string; isCurrent: boolean };

function Named({ one: { version, isDefault }, path, isCurrent, t }: NamedProps) {
  const name = t('templates.version_number', { version });
  return (
    <>
      {isCurrent ? (
        <span class="font-semibold">{name}</span>
      ) : (
        <a class="underline" href={`${path}?version=${version}#difference`}>
          {name}
        </a>
      )}{' '}
      {isDefault === 1 && <span class="tag">{t('templates.default')}</span>}
      {isCurrent && <span class="quiet">{t('templates.counts')}</span>}
    </>
  );
}

export function Difference({
  shell: { t },
  which,
  standing,
  mayChange,
  compared,
}: EditorProps & { compared: Compared }) {
  const { before, after, version } = compared;
  return (
    <section class="panel" id="difference">
      <h2>{version === null ? t('templates.difference_meanwhile') : t('templates.difference_of', { version })}</h2>
      <p class="quiet">{t(version === null ? 'templates.difference_yours' : 'templates.difference_now')}</p>
      {parts
        .filter((part) => before[part] !== after[part])
        .map((part) => (
          <>
            <h3>{t(`templates.${part}`)}</h3>
            <DifferenceLines lines={differenceOf(before[part], after[part])} t={t} language={which.language} />
          </>
        ))}
      {parts.every((part) => before[part] === after[part]) && <p>{t('templates.no_difference')}</p>}
      {version !== null && mayChange && version !== standing.version && (
        <form method="post" action={`${pathOf(which)}/restoring`}>
          <input type="hidden" name="seen" value={String(standing.version)} />
          <input type="hidden" name="version" value={String(version)} />
          <button class="btn btn-plain" type="submit">
            {t('templates.restore')}
          </button>
        </form>
      )}
    </section>
  );
}

/** How each line is marked, also for whoever sees no colours. */
const marks = { same: ' ', old: '−', new: '+' } as const;

type DifferenceLinesProps = Pick<EditorProps['shell'], 't'> & { lines: readonly DiffLine[]; language: string };

function DifferenceLines({ lines, t, language }: DifferenceLinesProps) {
  const words = { same: '', old: t('templates.line_old'), new: t('templates.line_new') };
  return (
    <ul class="difference" lang={language}>
      {lines.map(({ is, text }) => (
        <li class={`difference-${is}`}>
          <span aria-hidden="true">{marks[is]}</span>
          {words[is] !== '' && <span class="sr-only">{words[is]}: </span>}
          <code>{text}</code>
        </li>
      ))}
    </ul>
  );
}
