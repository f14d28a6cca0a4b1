/**
 * The bundle: a launcher that loads nothing before its check, the rooms in chunks behind it, and one entry for each
 * worker. The driver and the keychain stay outside, for they find their own files.
 */
import { defineConfig } from 'rolldown'
import { thirdPartyLicenses } from './third-party-licenses.ts'

const stub = new URL('./react-devtools-stub.ts', import.meta.url).pathname

export default defineConfig({
  input: {
    main: 'src/main.ts',
    'practice-worker': 'src/practice/worker.ts',
    'journal-worker': 'src/storage/journal/worker.ts',
  },
  platform: 'node',
  external: ['oracledb', '@napi-rs/keyring'],
  plugins: [thirdPartyLicenses()],
  resolve: { alias: { 'react-devtools-core': stub } },
  transform: { target: 'node22', define: { 'process.env.NODE_ENV': '"production"' } },
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    banner: (chunk) =>
      chunk.name === 'main'
        ? '#!/usr/bin/env node'
        : "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
  },
})
