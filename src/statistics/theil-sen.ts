export { theilSenSlope, type Slope } from '../verdict/theil-sen.ts'
