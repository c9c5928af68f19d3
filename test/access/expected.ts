/** Who knocks. The request is always about Mila of group 3, her absence, and the notice that group 3 was told. */
export const columns = [
  "nobody", // no token
  "guardian", // Jesse, one of her two homes
  "otherHome", // Karin, the other
  "information", // Riet: reads, does not act
  "restricted", // Stefan: a restriction is in force
  "ended", // Joke: a delegate whose last day is over
  "otherFamily", // Hakan, whose child is in group 4
  "onDuty", // Wendy, who has group 3 today
  "off", // Bram, her duo partner, who is off today
  "otherGroup", // Tim, who has group 4
  "office", // Anneke
  "head", // Mirjam
  "elsewhere", // Arno, the office of another school
] as const;
export type Column = (typeof columns)[number];

/**
 * What each is answered: 200 is allowed, 404 is "there is nothing here for you", 401 is "sign in first". A route that is
 * not in this table fails the test.
 */
const table = `
                      nobody  guardian  otherHome  information  restricted  ended  otherFamily  onDuty  off   otherGroup  office  head  elsewhere
# Signing in knows no school: everybody is answered alike, by what they hold.
signIn                200     200       200        200          200         200    200          200     200   200         200     200   200
answerCode            401     401       401        401          401         401    401          401     401   401         401     401   401
resendCode            401     401       401        401          401         401    401          401     401   401         401     401   401
refreshSession        401     401       401        401          401         401    401          401     401   401         401     401   401
signOut               200     200       200        200          200         200    200          200     200   200         200     200   200
openapi               200     200       200        200          200         200    200          200     200   200         200     200   200
me                    401     200       200        200          200         200    200          200     200   200         200     200   200
# Health data (P1): guardians who may act, who may read, who is on duty, the office.
reportSick            401     200       200        404          404         404    404          404     404   404         200     200   404
correctSickReport     401     200       200        404          404         404    404          404     404   404         200     200   404
reportRecovery        401     200       200        404          404         404    404          404     404   404         200     200   404
withdrawSickReport    401     200       200        404          404         404    404          404     404   404         200     200   404
absenceOf             401     200       200        200          404         404    404          200     404   404         200     200   404
onDutyFor             401     200       200        200          404         404    404          404     404   404         200     200   404
# Boards: the group's own teachers, on duty or off; the whole school for office and head.
groupBoard            401     404       404        404          404         404    404          200     200   404         200     200   404
schoolBoard           401     404       404        404          404         404    404          404     404   404         200     200   404
searchPupils          401     404       404        404          404         404    404          404     404   404         200     200   404
# Notices: everyone of the school has a home, with their own in it; what was told is there for who was told.
home                  401     200       200        200          200         200    200          200     200   200         200     200   404
noticeSeen            401     200       200        200          404         404    404          404     404   404         404     404   404
answerNotice          401     200       200        404          404         404    404          404     404   404         404     404   404
noticeDelivery        401     404       404        404          404         404    404          404     404   404         200     200   404
recipientSpoken       401     404       404        404          404         404    404          404     404   404         200     200   404
recipientSpokenUndone 401     404       404        404          404         404    404          404     404   404         200     200   404
# Duty (S4): office and head announce; who can be reached when is told of one's own children's teachers.
announceAbsence       401     404       404        404          404         404    404          404     404   404         200     200   404
callOffAbsence        401     404       404        404          404         404    404          404     404   404         200     200   404
teachers              401     404       404        404          404         404    404          404     404   404         200     200   404
audience              401     404       404        404          404         404    404          404     404   404         200     200   404
contactMoments        401     200       200        200          200         200    200          200     200   200         200     200   404
`;

const rows = table.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));

/** The statuses in the order of the columns, by operation. */
export const expected: ReadonlyMap<string, number[]> = new Map(
  rows.slice(1).map((line) => {
    const [operation = "", ...cells] = line.trim().split(/\s+/);
    return [operation, cells.map(Number)];
  }),
);
/** The head of the table. */
export const named: string[] = (rows[0] ?? "").trim().split(/\s+/);
