import { Toast, ToastTitle, useToastController, type ToastIntent } from '@fluentui/react-components';

export const TOASTER = 'sandbox';

/** Says something in passing, as Teams does above its compose box. */
export function useToast(): (words: string, intent?: ToastIntent) => void {
  const { dispatchToast } = useToastController(TOASTER);
  return (words, intent = 'info') =>
    dispatchToast(
      <Toast>
        <ToastTitle>{words}</ToastTitle>
      </Toast>,
      { intent, timeout: 6_000 },
    );
}
