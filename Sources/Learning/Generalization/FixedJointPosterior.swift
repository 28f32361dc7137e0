/// What data and a prior say of the functions of a network with fixed joints (UDL, figure 9.11).
public struct FixedJointPosterior: Codable, Sendable {
  /// Some functions drawn from the posterior.
  public let samples: [PiecewiseLinearCurve]
  /// 141 places from 0 to 1, and the mean and the standard deviation of the output at each.
  public let places: [Double]
  public let mean: [Double]
  public let deviation: [Double]
  /// How far the mean of a thousand samples is from the closed form, on average over the places.
  public let sampleError: Double
  /// At which share of the places two standard deviations around the mean cover the truth, over
  /// fits to fresh data.
  public let coverage: Double

  /// - Parameters:
  ///   - freshSets: further data from the same truth, for the coverage.
  ///   - noiseVariance: of the outputs, as the model assumes it.
  ///   - priorVariance: of each parameter.
  ///   - count: how many samples to keep.
  public init(
    of data: RegressionData, truth: ToyRegression, freshSets: [RegressionData], hiddenCount: Int,
    noiseVariance: Double, priorVariance: Double, samples count: Int, key: Key
  ) {
    func features(_ x: Double) -> [Double] {
      FixedJointNetwork.features(of: x, hiddenCount: hiddenCount)
    }
    func model(_ data: RegressionData) -> BayesianLinearModel {
      BayesianLinearModel(
        features: data.map { features($0.x) }, outputs: data.outputs,
        noiseVariance: noiseVariance, priorVariance: priorVariance)
    }
    let places = (0...140).map { Double($0) / 140 }
    let rows = places.map(features)
    let own = model(data)
    let mean = rows.map(own.mean)
    let drawn = key.split(1000).map { FixedJointNetwork(parameters: own.sample($0)) }
    let errors = zip(places, mean).map { x, mean in
      abs(mean - drawn.reduce(0) { $0 + $1(x) } / Double(drawn.count))
    }
    let covered = freshSets.map { data in
      let fitted = model(data)
      return zip(places, rows).count { x, h in
        abs(fitted.mean(h) - truth(x)) <= 2 * fitted.deviation(h)
      }
    }
    samples = drawn.prefix(count).map(\.curve)
    self.places = places
    self.mean = mean
    deviation = rows.map(own.deviation)
    sampleError = errors.reduce(0, +) / Double(places.count)
    coverage =
      Double(covered.reduce(0, +)) / Double(max(freshSets.count, 1) * places.count)
  }
}
