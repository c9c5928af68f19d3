import { type ReactNode, useEffect, useId, useRef } from "react";

type AskProps = {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
};

/** "Are you sure?": the browser's own dialog, with its focus and Escape. */
export const Ask = ({ isOpen, onClose, title, children }: AskProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <h2 className="h3" id={id}>
        {title}
      </h2>
      {children}
    </dialog>
  );
};
