/// A U-Net (UDL section 11.5.3; Ronneberger et al. 2015): two convolutions at each of several
/// scales, halved by max pooling on the way down, doubled by transposed convolutions on the way up,
/// where each scale also gets what it was on the way down. `[batch, channels, height, width]` to
/// `[batch, outputs, height, width]`; height and width are multiples of 2 to the power of the
/// scales below the first.
public struct UNet: Model, Hashable {
  public let channels: Int
  public let outputs: Int
  /// The channels at each scale, from the finest.
  public let widths: [Int]

  public init(_ channels: Int, _ outputs: Int, widths: [Int]) {
    precondition(!widths.isEmpty, "a U-Net needs a scale")
    self.channels = channels
    self.outputs = outputs
    self.widths = widths
  }

  private func pair(_ inputs: Int, _ width: Int) -> Sequential {
    Sequential(
      Conv2D(inputs, width, size: 3, padding: 1), Activation.relu,
      Conv2D(width, width, size: 3, padding: 1), Activation.relu)
  }

  /// The parts with their names, in the order of use.
  private var down: [(String, Sequential)] {
    widths.indices.map { ("down \($0 + 1)", pair($0 == 0 ? channels : widths[$0 - 1], widths[$0])) }
  }
  private var up: [(name: String, widen: TransposedConv2D, pair: Sequential)] {
    widths.indices.dropLast().reversed().map { scale in
      (
        "up \(scale + 1)", TransposedConv2D(widths[scale + 1], widths[scale], size: 2, stride: 2),
        pair(2 * widths[scale], widths[scale])
      )
    }
  }
  private var head: Conv2D { Conv2D(widths[0], outputs, size: 1) }

  public var parameters: [Parameter] {
    down.flatMap { name, part in part.parameters.map { $0.inside(name) } }
      + up.flatMap { name, widen, pair in
        widen.parameters.map { $0.inside("widen").inside(name) }
          + pair.parameters.map { $0.inside(name) }
      } + head.parameters.map { $0.inside("head") }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    var x = x, passed: [Value] = []
    for (index, (name, part)) in down.enumerated() {
      if index > 0 { x = x.maxPooled(Window(kernel: [2, 2], stride: [2, 2])) }
      x = trace.scope(name) { part(x, parameters.part(name), trace) }
      passed.append(x)
    }
    passed.removeLast()
    for (name, widen, pair) in up {
      x = trace.scope(name) {
        let wide = widen(x, parameters.part(name).part("widen"), trace)
        return pair(
          .concatenated([passed.removeLast(), wide], axis: 1), parameters.part(name), trace)
      }
    }
    return head(x, parameters.part("head"), trace)
  }
}
