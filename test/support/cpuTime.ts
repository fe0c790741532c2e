/** How long this process has computed, in milliseconds: what others do on a busy machine does not count. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
