/** The bundled PostgreSQL takes of the machine's memory what helps it, and leaves the rest to others. */
import { settingsOf, usableBytes } from '../../src/store/postgres/bundledSettings';

const GB = 1024 ** 3;
const place = { listenAddress: { port: 5432 }, durable: true } as const;

test.each([
  [0.5, 128],
  [1, 128],
  [4, 512],
  [24, 1024],
  [512, 1024],
])('of %d GB it keeps %d MB of pages in its own memory', (gigabytes, megabytes) => {
  expect(settingsOf(place, gigabytes * GB)).toContain(`shared_buffers=${megabytes}MB`);
  expect(settingsOf(place, gigabytes * GB)).toContain(`effective_cache_size=${gigabytes * 512}MB`);
});

test('databases nobody will miss are not made durable, and are small', () => {
  const settings = settingsOf({ ...place, durable: false }, 24 * GB);
  expect(settings).toContain('fsync=off');
  expect(settings.some((setting) => setting.startsWith('shared_buffers'))).toBe(false);
  expect(settingsOf(place, 24 * GB)).not.toContain('fsync=off');
});

test('it listens where it is told, and nowhere else', () => {
  expect(settingsOf(place, GB)).toEqual(expect.arrayContaining(['port=5432', 'listen_addresses=127.0.0.1']));
  const within = settingsOf({ ...place, listenAddress: { socketDir: '/somewhere/run' } }, GB);
  expect(within).toEqual(expect.arrayContaining(['listen_addresses=', 'unix_socket_directories=/somewhere/run']));
});

test('what this process may use is known', () => {
  expect(usableBytes()).toBeGreaterThan(64 * 1024 ** 2);
  expect(Number.isSafeInteger(usableBytes())).toBe(true);
});
