export function Settings(_: { onBack: (() => void) | undefined }) { return null; }
