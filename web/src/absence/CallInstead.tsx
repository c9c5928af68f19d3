import { Trans } from "@lingui/react/macro";
import { By } from "../ui/By.tsx";
import { unbroken } from "../ui/when.ts";

type Props = { schools: readonly { id: string; name: string; phone: string }[] };

/** The school's phone, for who would rather call. */
export const CallInstead = ({ schools }: Props) =>
  schools.map(({ id, name, phone }) => (
    <By key={id} icon="phone">
      <Trans>Rather phone?</Trans> {schools.length > 1 && `${name}: `}
      <a href={`tel:${phone.replaceAll(" ", "")}`}>{unbroken(phone)}</a>
    </By>
  ));
