#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The learning rate as a function of the step.
public struct LearningRate: Hashable, Sendable, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  enum Rule: Hashable, Sendable {
    case constant(Double)
    case geometric(Double, Double, Int)
    case steps(Double, Double, Int)
    case cosine(Double, Double, Int)
    case linear(Double, Double, Int)
    indirect case warmup(Rule, Int)
  }
  let rule: Rule

  public init(floatLiteral rate: Double) { rule = .constant(rate) }
  public init(integerLiteral rate: Int) { rule = .constant(Double(rate)) }
  init(_ rule: Rule) { self.rule = rule }

  public static func constant(_ rate: Double) -> LearningRate { LearningRate(.constant(rate)) }

  /// From `start` at step 0 to `end` at step `steps`, by the same factor in each step, and on.
  public static func geometric(from start: Double, to end: Double, over steps: Int) -> LearningRate
  {
    LearningRate(.geometric(start, end, max(steps, 1)))
  }

  /// `start` times `factor` to the power of the step.
  public static func exponential(from start: Double, factor: Double) -> LearningRate {
    .geometric(from: start, to: start * factor, over: 1)
  }

  /// `start`, multiplied by `factor` after every `steps` steps.
  public static func stepwise(from start: Double, factor: Double, every steps: Int) -> LearningRate
  {
    LearningRate(.steps(start, factor, max(steps, 1)))
  }

  /// From `start` at step 0 to `end` at step `steps` along half a wave of the cosine, then `end`
  /// (Loshchilov and Hutter 2017).
  public static func cosine(from start: Double, to end: Double = 0, over steps: Int) -> LearningRate
  {
    LearningRate(.cosine(start, end, max(steps, 1)))
  }

  /// From `start` at step 0 to `end` at step `steps` along a line, then `end`.
  public static func linear(from start: Double, to end: Double, over steps: Int) -> LearningRate {
    LearningRate(.linear(start, end, max(steps, 1)))
  }

  /// This rate, multiplied by a number that grows from 1 / `steps` to 1 during the first `steps`.
  public func warmedUp(over steps: Int) -> LearningRate {
    LearningRate(.warmup(rule, max(steps, 1)))
  }

  /// The rate at the step being run.
  func value(_ step: Value) -> Value { LearningRate.value(rule, step) }

  private static func value(_ rule: Rule, _ step: Value) -> Value {
    switch rule {
    case .warmup(let rule, let steps):
      return value(rule, step) * ((step + 1) / Float(steps)).minimum(1)
    case .cosine(let start, let end, let steps):
      let angle = (step / Float(steps)).minimum(1) * Float.pi
      return Float((start + end) / 2) + Float((start - end) / 2) * angle.cos()
    case .linear(let start, let end, let steps):
      return Float(start) + (step / Float(steps)).minimum(1) * Float(end - start)
    case .constant(let rate):
      return step.constant(Float(rate))
    case .geometric(let start, let end, let steps):
      let perStep = Float(log(end / start) / Double(steps))
      return (perStep * step).exp() * Float(start)
    case .steps(let start, let factor, let steps):
      return ((step / Float(steps)).floor() * Float(log(factor))).exp() * Float(start)
    }
  }
}
