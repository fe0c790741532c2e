/** A short, quiet sound, made here: two notes and no file. */
const NOTES = [659, 880];
const EACH_S = 0.14;
const LOUDNESS = 0.08;

let context: AudioContext | null = null;

/** Browsers let a page sound only after somebody pressed something in it; call it then. */
export function prepareChime(): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined); // Not allowed here: it stays silent.
}

export function chime(): void {
  prepareChime();
  if (context?.state !== 'running') return;
  NOTES.forEach((frequency, index) => playNote(context as AudioContext, frequency, index * EACH_S));
}

function playNote(audio: AudioContext, frequency: number, after: number): void {
  const from = audio.currentTime + after;
  const note = audio.createOscillator();
  const volume = audio.createGain();
  note.frequency.value = frequency;
  volume.gain.setValueAtTime(LOUDNESS, from);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + EACH_S);
  note.connect(volume).connect(audio.destination);
  note.start(from);
  note.stop(from + EACH_S);
}
