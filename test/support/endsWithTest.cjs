/** Loaded into a program of a test: it ends when the test's process does, even if that was killed. */
process.stdin.on('end', () => process.exit(1)).resume();
process.stdin.unref?.();
