extension Fitted {
  /// The share of examples for whose class the model doesn't give the largest of its outputs, 0 …
  /// 1.
  ///
  /// The targets are the numbers of the classes, the outputs `[examples, classes]`.
  public func errorRate(on examples: Examples) -> Double {
    let outputs = self(examples.inputs)
    let classes = outputs.count / examples.count
    let wrong = (0..<examples.count).count { row in
      let scores = outputs.elements[(row * classes)..<((row + 1) * classes)]
      let best = scores.indices.max { scores[$0] < scores[$1] } ?? scores.startIndex
      return best - scores.startIndex != Int(examples.targets.elements[row])
    }
    return Double(wrong) / Double(examples.count)
  }
}
