export { median, quantile, medianAbsoluteDeviation } from '../verdict/order-statistics.ts'
