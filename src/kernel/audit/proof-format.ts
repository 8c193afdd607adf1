/** The first words of a file, by which its kind is known; a later form of it gets another number. */
export const proofFormat = 'mingjing-proof-1'
export const consistencyFormat = 'mingjing-consistency-1'
