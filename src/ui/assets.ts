// The built files and their hashed names, as `npm run build` wrote them.
import built from '../../public/assets/manifest.json' with { type: 'json' };

/** The address of a built file: `/assets/app.<hash>.css`. */
export function asset(name: keyof typeof built): string {
  return `/assets/${built[name]}`;
}
