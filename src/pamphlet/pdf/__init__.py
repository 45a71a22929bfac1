"""What several stages need of PDF: opening, boxes, form XObjects, what is carried over.

PDF objects and points live here; millimetres begin where a size leaves the room.
"""
