@_exported import Diagrams
@_exported import Drawing
@_exported import Geometry
@_exported import Learning
@_exported import Plotting
@_exported import Typesetting
