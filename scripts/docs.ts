// The readable docs of the partner API, at /api/docs: a page, Swagger UI from its package, and what shows the description by it. Each
// file has a hash in its name but the page, which names them.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { hashed } from './hashed.ts';

const out = 'public/api/docs';
const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Writes the docs into public/. */
export function buildDocs(): void {
  mkdirSync(out, { recursive: true });
  for (const name of [
    'swagger-ui.css',
    'swagger-ui-bundle.js',
    'swagger-ui-bundle.js.LICENSE.txt',
    'NOTICE',
    'LICENSE',
  ]) {
    copyFileSync(join(swagger, name), join(out, name));
  }
  copyFileSync('src/api/docs/docs.css', join(out, 'docs.css'));
  buildSync({
    entryPoints: ['src/client/docs.ts'],
    outfile: join(out, 'docs.js'),
    bundle: true,
    minify: true,
    target: 'es2022',
  });
  const names = ['swagger-ui.css', 'swagger-ui-bundle.js', 'docs.css', 'docs.js'];
  const page = names.reduce(
    (text, name) => text.replace(`/api/docs/${name}"`, `/api/docs/${hashed(out, name)}"`),
    readFileSync('src/api/docs/page.html', 'utf8'),
  );
  writeFileSync(`${out}.html`, page);
}

const secure = `  X-Content-Type-Options: nosniff
  Strict-Transport-Security: max-age=63072000; includeSubDomains
  Cross-Origin-Resource-Policy: same-origin
  Referrer-Policy: no-referrer
`;

/** The headers of the docs and of the description: what the page may load is ours, and no other site reads or frames it. */
export const docsHeaders = `
/api/docs
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=()
${secure}
/api/docs/*
  Cache-Control: public, max-age=31536000, immutable
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
${secure}
/api/v1/openapi.json
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
${secure}`;
