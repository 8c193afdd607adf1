/** What stands first in the files of the provable log; another form gets another number. */
export const proofFormat = 'mingjing-proof-1'
export const consistencyFormat = 'mingjing-consistency-1'
