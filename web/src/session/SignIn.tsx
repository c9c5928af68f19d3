import { useState } from "react";
import { AskAddress } from "./AskAddress.tsx";
import { AskCode } from "./AskCode.tsx";

/** Two steps: an address, then the code that was mailed to it. Known and unknown addresses look alike. */
const SignIn = () => {
  const [asked, setAsked] = useState<{ email: string; session: string } | null>(null);
  const [email, setEmail] = useState("");
  return asked ? (
    <AskCode {...asked} onOtherAddress={() => setAsked(null)} />
  ) : (
    <AskAddress email={email} onEmail={setEmail} onAsked={(session) => setAsked({ email: email.trim(), session })} />
  );
};
export default SignIn;
